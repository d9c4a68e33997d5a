"""How bytes come from the disk and go to it: regular files alone, read in bounds; written whole or not at all."""
