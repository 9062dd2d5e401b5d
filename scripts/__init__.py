"""Mingzhang: published budgets become validated open data and a site that anyone can read.

Run as ``python -m scripts VERB``. Data flows down this street and imports flow up it: a module uses
only those above it; a room with wings tells them in its own opening lines (a test holds the code to both).

    files       a file before it is on disk; the one writer
    markup      what may stand in a page as it is, and text, which is escaped
    privacy     what is personal in a text, however it is written
    settings    what differs from one site to the next, typed
    regions     names and codes of places, by year (GB/T 2260)
    schema      what every column of every table means, how figures and personal data are told
    package     a data package on disk, and in hand: from a folder, to files
    checks      what must hold before anyone reads it: verdicts with both sides and place
    ingest      a published document becomes a package: readers, recognition, assembly
    tables      small tables, each the answer to one question; the facts table
    changes     what differs between two versions of the packages, figure by figure
    charts      pictures of tables, their alternative text, the house theme
    glossary    terms, and links to them
    corpus      all years of a site, with what is known of each
    downloads   what people take away
    blocks      the few HTML shapes pages are made of, and how numbers are written
    metadata    what machines read: feeds, descriptions of datasets, citations, the catalogue
    pages       what people read: packages -> Markdown
    api         the data for programs: small JSON files, each with its schema
    search      what can be found, and the index of it
    build       every generated file of the site, in order
    manifest    the list of a site's files with their hashes, and whether it still holds
    publish     from docs to site: the builder, and what is taken out of its output
    verbs       what the command line can do, and what it tells on the screen
    __main__    the command line: import, check, diff, build, site, serve, verify
"""
