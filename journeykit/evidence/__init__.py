"""The customer's own data beside the team's claims: events from exports, turned into stages by rules.

files ──► sources ──► log (events, accounts) ──► rules ──► SQL on an engine ──► figures ──► findings, charts
"""
