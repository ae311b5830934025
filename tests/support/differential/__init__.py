"""Compares riwaya with frictionless on packages made and damaged at random, of the whole standard."""
