"""Chinese and English, numbers and units, as they are printed and as a reader sees them."""
