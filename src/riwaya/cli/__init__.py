"""The commands of `riwaya`, one module each."""
