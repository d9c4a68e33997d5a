"""The Streamlit entry: navigation, and the plain addresses beside it; nothing else."""

from streamlit import App, get_option

from indicators.pages import navigation, starting
from indicators.routes import routes

if __name__ == "__main__":  # a reader's page
    navigation.run()
else:  # the server; Streamlit finds it by reading this file
    app = App(__file__, routes=routes(get_option("server.baseUrlPath")), lifespan=starting.started)
