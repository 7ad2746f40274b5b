"""What works on the project itself: its tests, its checks, its measures. The product never imports it."""
