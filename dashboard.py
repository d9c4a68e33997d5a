"""The Streamlit entry: navigation, and the plain addresses beside it; nothing else."""

from streamlit import App, get_option

from indicators.pages import failing, navigation, starting
from indicators.routes import routes

if __name__ == "__main__":  # a reader's page
    navigation.run()
else:  # the server; Streamlit finds it by reading this file
    plain = routes(get_option("server.baseUrlPath"))
    app = App(__file__, routes=plain, lifespan=starting.started, on_script_error=failing.told)
