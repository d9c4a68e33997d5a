"""The Streamlit pages. A page reads its controls into plain values, calls one view, draws it, and says so when it is
empty."""
