"""The desk in a real browser: each test proves one promise of its pages."""
