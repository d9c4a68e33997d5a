"""The Streamlit entry: navigation, the plain addresses beside it, and what stands before both; nothing else."""

from streamlit import App, get_option

from indicators.pages import browser, failing, navigation, starting
from indicators.routes import routes
from indicators.routes.guard import guards

if __name__ == "__main__":  # a reader's page
    navigation.run()
else:  # the server; Streamlit finds it by reading this file
    prefix = get_option("server.baseUrlPath")
    app = App(
        __file__,
        routes=routes(prefix),
        lifespan=starting.started,
        on_script_error=failing.told,
        middleware=guards(prefix, browser.own_scripts()),
    )
