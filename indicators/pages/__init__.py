"""The Streamlit pages: each reads its controls into plain values, calls one view and draws it."""
