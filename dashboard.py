"""The Streamlit entry: navigation and nothing else."""

from indicators.pages import navigation

navigation.run()
