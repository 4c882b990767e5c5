"""Which part of an input is the story: features of its blocks, and the trained model that weighs them."""
