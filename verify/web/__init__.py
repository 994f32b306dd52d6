"""The desk in the browser: pages and an API over the workbench, served on this computer.

    place       what is served: the database, the settings, who acts
    guarding    who may ask what: hosts, sizes, sessions, forged requests (forms, attempts)
    templating  pages out of templates, an article's words as words and nothing else
    answering   what the workbench refuses, in words and with the right number
    marked      an article's text with its claims marked in place
    claims      a claim's card, and what people do to claims
    mending     a claim's words, several claims in one, one in several
    articles    the desk, an article, adding one
    versions    what an edit changed, silent edits first
    sources     every source, and who relays whom (picture)
    reports     every form of the report, before it is downloaded
    people      signing in and out
    live        what others do, as it happens
    api         the same in JSON, from one table of operations
    app         every address, and what stands before them
    serving     listening

A page is a few lines over a method of the workbench, the very one that the command line calls.
"""
