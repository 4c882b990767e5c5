"""What the preview server serves: the site as an ASGI application, and the channel that keeps its pages fresh."""
