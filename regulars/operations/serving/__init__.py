"""Between the web server and Django: bodies are received, and answers sent, without holding a thread for a slow peer."""
