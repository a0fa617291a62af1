"""What people say, beside the figures of the photo: per area and theme, never added up with them."""
