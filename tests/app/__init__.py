"""Tests of the Streamlit application, without a browser."""
