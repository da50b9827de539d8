"""The Streamlit application: navigation, screens (one file each), server and middleware."""
