"""The desk in the browser: pages and an API over the workbench, served on this computer.

    place       what is served: the database, the settings, who acts
    guarding    who may ask what: hosts, sessions, forged requests, sizes
    marked      an article's text with its claims marked in place
    claims      a claim's card, and what people do to claims
    articles    the desk, an article, adding one
    live        what others do, as it happens
    api         the same as JSON, for programs
    app         every address, and what answers it

A page is a few lines over a method of the workbench, the very one that the command line calls.
"""
