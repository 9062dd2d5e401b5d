"""What the command line can do, a module for each kind of work.

screen      what a person and a program are told, and with which exit status a command ends
documents   published documents: into packages, or checked before they are published
packages    packages: checked, compared
sites       the site: built, published, shown, verified
"""
