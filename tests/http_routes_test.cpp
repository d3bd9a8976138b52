#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

/// A handler that tells its own name, and what its path's names stood for.
auto named_handler(std::string name) {
    return [name](http::Request& request) -> Coroutine<http::Response> {
        std::string text = name;
        for (const auto& [key, value] : request.match_info()) ((((text += " ") += key) += "=") += value);
        co_return http::Response({.text = text});
    };
}

Coroutine<std::string> text_of(Where place, std::string method, std::string target) {
    const std::string answer = co_await say(place, method + " " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    const std::string status = answer.substr(9, answer.find('\n') - 9);
    co_return (status == "200 OK" ? "" : status + ": ") + answer.substr(answer.find("\n\n") + 2);
}

}  // namespace

TEST_CASE("the first route that was added answers, with what its names stand for") {
    http::Application app;
    auto& router = app.router();
    router.add_get("/", named_handler("root"));
    router.add_get("/a", named_handler("a"));
    router.add_post("/a", named_handler("post a"));
    router.add_get("/{name}", named_handler("any"));
    router.add_get("/b", named_handler("never"));
    router.add_get("/item/{id:\\d+}", named_handler("number"));
    router.add_get("/item/{id}.{format}", named_handler("file"));
    router.add_get("/deep/{one}/x/{two}", named_handler("deep"));
    router.add_get("/rest/{all:.*}", named_handler("rest"));
    router.add_get("/with space/ü", named_handler("quoted"));
    router.add_route("*", "/every", named_handler("never"));
    router.add_route("*", "/every/method", named_handler("every"));
    router.add_route("delete", "/small", named_handler("small"));
    serving(app, [](Where place) -> Coroutine<> {
        for (const auto& [target, text] : std::vector<std::pair<std::string, std::string>>{
                 {"/", "root"}, {"/a", "a"}, {"/%61?x=1", "a"}, {"/b", "any name=b"}, {"/a%2Fb%20c", "any name=a/b c"},
                 {"/item/12", "number id=12"}, {"/item/x.png", "file id=x format=png"}, {"/deep/1/x/2", "deep one=1 two=2"},
                 {"/rest/", "rest all="}, {"/rest/a/b%3f", "rest all=a/b?"}, {"/with%20space/%C3%BC", "quoted"},
                 {"/every/method", "every"}, {"http://example.com/a?b", "a"}, {"/a#fragment", "a"},
                 {"/item/x", "404 Not Found: 404: Not Found"}, {"//", "404 Not Found: 404: Not Found"}, {"/a/", "404 Not Found: 404: Not Found"},
                 {"*", "404 Not Found: 404: Not Found"}, {"/item/%31", "number id=1"}})
            CHECK(co_await text_of(place, "GET", target) == text);
        CHECK(co_await text_of(place, "POST", "/a") == "post a");
        CHECK(co_await text_of(place, "PURGE", "/every/method") == "every");
        CHECK(co_await text_of(place, "DELETE", "/small") == "small");
        const std::string answer = co_await say(place, "DELETE /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        CHECK(answer.starts_with("HTTP/1.1 405 Method Not Allowed\nAllow: GET,HEAD,POST\n"));
    });
}

TEST_CASE("routes may be given as a list, under the names that they have in Python") {
    Folder folder;
    std::ofstream(folder / "a.txt") << "a file";
    const auto hello = [](web::Request&) -> Coroutine<web::Response> { co_return web::Response("made", 201); };
    web::Application app;
    app.add_routes({web::get("/", named_handler("get"), {.name = "root"}), web::post("/", named_handler("post")), web::put("/", named_handler("put")),
                    web::patch("/", named_handler("patch")), web::delete_("/", named_handler("delete")), web::options("/", named_handler("options")),
                    web::head("/head", named_handler("head")), web::route("purge", "/", hello), web::static_("/s", folder / "")});
    app.add_routes({web::get("/only", named_handler("only"), {.allow_head = false})});
    CHECK(app.router()["root"].url_for() == "/");
    CHECK_THROWS_AS(app.add_routes({web::get("/fits", hello), web::get("/fits", hello)}), RuntimeError);
    serving(app, [](Where place) -> Coroutine<> {
        for (const auto& [method, text] : std::vector<std::pair<std::string, std::string>>{
                 {"GET", "get"}, {"HEAD", ""}, {"POST", "post"}, {"PUT", "put"}, {"PATCH", "patch"}, {"DELETE", "delete"}, {"OPTIONS", "options"},
                 {"PURGE", "201 Created: made"}})
            CHECK(co_await text_of(place, method, "/") == text);
        CHECK(co_await text_of(place, "HEAD", "/head") == "");
        CHECK(co_await text_of(place, "GET", "/s/a.txt") == "a file");
        CHECK(co_await text_of(place, "GET", "/only") == "only");
        CHECK(co_await text_of(place, "HEAD", "/only") == "405 Method Not Allowed: ");
    });
}

TEST_CASE("routes that can never be reached, or are none, are refused when they are added") {
    http::Application app;
    auto& router = app.router();
    router.add_get("/a", named_handler("a"), {.name = "a"});
    CHECK_THROWS_AS(router.add_get("/a", named_handler("again")), RuntimeError);
    CHECK_THROWS_AS(router.add_head("/a", named_handler("again")), RuntimeError);
    CHECK_THROWS_AS(router.add_get("a", named_handler("a")), ValueError);
    CHECK_THROWS_AS(router.add_get("/{", named_handler("a")), ValueError);
    CHECK_THROWS_AS(router.add_get("/b", named_handler("b"), {.name = "a"}), ValueError);
    CHECK_THROWS_AS(router.add_static("/s", "/no/such/folder"), ValueError);
    for (const char* method : {"", "G T", "G/T", "GÜT", "{}"})
        CHECK_THROWS_AS(router.add_route(method, "/m", named_handler("m")), ValueError);
    CHECK_THROWS_AS(router.add_get("/{x}/{x}", named_handler("x")), ValueError);
    for (const char* name : {"a b", ".", "a.", ":a", "a..b", "1a", "a.1", "a/b", "a-"})
        CHECK_THROWS_AS(router.add_get("/n", named_handler("n"), {.name = name}), ValueError);
    for (const char* name : {"n", "user.items", "a-b:c_1", "größe"}) CHECK_NOTHROW(router.add_get("/ok/" + std::string(name), named_handler("n"), {.name = name}));
    CHECK_THROWS_AS(router["b"], KeyError);
}

TEST_CASE("a route that has a name can be asked for its URL") {
    http::Application app;
    app.router().add_get("/user/{name}/{id:\\d+}", named_handler("x"), {.name = "user"});
    CHECK(app.router()["user"].url_for({{"name", "J. Doe/ü"}, {"id", "5"}}) == "/user/J.%20Doe%2F%C3%BC/5");
    CHECK_THROWS_AS(app.router()["user"].url_for({{"name", "x"}}), KeyError);
}

TEST_CASE("HEAD is answered beside GET unless the route says otherwise") {
    http::Application app;
    app.router().add_get("/both", named_handler("both"));
    app.router().add_get("/get", named_handler("get"), {.allow_head = false});
    serving(app, [](Where place) -> Coroutine<> {
        CHECK(co_await text_of(place, "HEAD", "/both") == "");
        CHECK(co_await text_of(place, "HEAD", "/get") == "405 Method Not Allowed: ");
    });
}

TEST_CASE("an answer may be thrown: not found, forbidden, or elsewhere") {
    http::Application app;
    app.router().add_get("/{what}", [](http::Request& request) -> Coroutine<http::Response> {
        const std::string what(request.match_info()["what"]);
        if (what == "teapot") throw http::HTTPException(418, "short and stout", {{"X-Handle", "yes"}});
        if (what == "moved") throw http::HTTPFound("/elsewhere");
        if (what == "empty") throw http::HTTPNoContent();
        throw http::HTTPForbidden();
        co_return http::Response();
    });
    const auto reports = serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);   // none of them ends it
        client.send(get("/teapot") + get("/moved") + get("/empty") + get("/x"));
        const std::string type = "Content-Type: text/plain; charset=utf-8\n";
        CHECK(co_await client.response() == "HTTP/1.1 418 I'm a Teapot\nX-Handle: yes\n" + type + "Content-Length: 15\n\nshort and stout");
        CHECK(co_await client.response() == "HTTP/1.1 302 Found\nLocation: /elsewhere\n" + type + "Content-Length: 10\n\n302: Found");
        CHECK(co_await client.head() == "HTTP/1.1 204 No Content\n\n");
        CHECK(co_await client.response() == "HTTP/1.1 403 Forbidden\n" + type + "Content-Length: 14\n\n403: Forbidden");
        client.close();
    });
    CHECK(reports.empty());
}

TEST_CASE("answers that are thrown are caught by their families, as in Python") {
    using namespace http;
    const auto is = []<class... Kinds>(const HTTPException& answer, int status, std::type_identity<Kinds>...) {
        CHECK(answer.status() == status);
        CHECK(answer.reason() == answer.response().reason());
        CHECK((dynamic_cast<const Kinds*>(&answer) && ...));
    };
    is(HTTPOk(), 200, std::type_identity<HTTPSuccessful>());
    is(HTTPCreated(), 201, std::type_identity<HTTPSuccessful>());
    is(HTTPNoContent(), 204, std::type_identity<HTTPSuccessful>());
    is(HTTPMultipleChoices("/a"), 300, std::type_identity<HTTPRedirection>(), std::type_identity<HTTPMove>());
    is(HTTPNotModified(), 304, std::type_identity<HTTPRedirection>());
    is(HTTPPaymentRequired(), 402, std::type_identity<HTTPError>(), std::type_identity<HTTPClientError>());
    is(HTTPNotAcceptable("text"), 406, std::type_identity<HTTPError>());
    is(HTTPLengthRequired(), 411, std::type_identity<HTTPClientError>());
    is(HTTPInsufficientStorage(), 507, std::type_identity<HTTPError>(), std::type_identity<HTTPServerError>());
    CHECK(HTTPOk().text() == "200: OK");
    CHECK(HTTPResetContent().text() == "");
    CHECK(HTTPNotAcceptable("text").text() == "text");
    const HTTPUnavailableForLegalReasons refused("https://example.org");
    CHECK(refused.status() == 451);
    CHECK(refused.response().headers()["Link"] == "<https://example.org>; rel=\"blocked-by\"");
    CHECK_THROWS_AS(HTTPUseProxy(""), ValueError);
}

TEST_CASE("middlewares stand around the handler, the first outermost, and see what is thrown") {
    http::Application app;
    auto around = [](std::string mark) {
        return [mark](http::Request& request, const http::Handler& handler) -> Coroutine<http::Response> {
            request["marks"] = std::any_cast<std::string>(request["marks"].has_value() ? request["marks"] : std::string()) + mark;
            http::Response response = co_await handler(request);
            response.set_body(mark + response.body() + mark);
            co_return response;
        };
    };
    app.middlewares().push_back([](http::Request& request, const http::Handler& handler) -> Coroutine<http::Response> {
        try {
            co_return co_await handler(request);
        } catch (const http::HTTPNotFound&) {
        }
        co_return http::Response({.status = 404, .text = "nothing here"});
    });
    app.middlewares().push_back(around("1"));
    app.middlewares().push_back(around("2"));
    app.on_response_prepare().push_back([](http::Request&, http::ResponseHead& head) -> Coroutine<> {
        head.headers().set("X-Seen", "yes");
        co_return;
    });
    app["greeting"] = std::string("hello ");
    app.router().add_get("/", [](http::Request& request) -> Coroutine<http::Response> {
        co_return http::Response({.text = std::any_cast<std::string>(request.app()["greeting"]) + std::any_cast<std::string>(request["marks"])});
    });
    serving(app, [](Where place) -> Coroutine<> {
        CHECK(co_await text_of(place, "GET", "/") == "12hello 1221");
        CHECK(co_await text_of(place, "GET", "/x") == "404 Not Found: nothing here");
        CHECK((co_await say(place, get_once("/"))).find("\nX-Seen: yes\n") != std::string::npos);
    });
}

TEST_CASE("a request has a URL whatever form its target has, unless its Host is none") {
    http::Application app;
    app.router().add_route("*", "/{all:.*}", [](http::Request& request) -> Coroutine<http::Response> {
        std::string url;
        try {
            url = request.url().str();
        } catch (const ValueError&) {
            url = "none";
        }
        co_return http::Response({.text = url});
    });
    serving(app, [](Where place) -> Coroutine<> {
        CHECK(co_await text_of(place, "GET", "/a?b=c") == "http://h/a?b=c");
        CHECK(co_await text_of(place, "GET", "https://example.com:80/a?b#c") == "https://example.com:80/a?b#c");
        CHECK((co_await say(place, "GET /a HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n")).ends_with("\n\nhttp://[::1]:8080/a"));
        CHECK((co_await say(place, "GET /a HTTP/1.0\r\n\r\n")).ends_with("\n\nhttp://localhost/a"));
        CHECK((co_await say(place, "GET /a HTTP/1.1\r\nHost: h:x\r\nConnection: close\r\n\r\n")).ends_with("\n\nnone"));
    });
}

TEST_CASE("a request tells all that the client said") {
    http::Application app;
    app.router().add_get("/a b/{x}", [](http::Request& request) -> Coroutine<http::Response> {
        CHECK(request.method() == "GET");
        CHECK(request.path_qs() == "/a%20b/c?q=1&q=%26&e");
        CHECK(request.raw_path() == "/a%20b/c");
        CHECK(request.path() == "/a b/c");
        CHECK(request.query_string() == "q=1&q=%26&e");
        CHECK(request.query() == http::MultiDict{{"q", "1"}, {"q", "&"}, {"e", ""}});
        CHECK(request.version() == 11);
        CHECK(request.keep_alive() == false);
        CHECK(request.host() == "h");
        CHECK(request.url().str() == "http://h/a%20b/c?q=1&q=%26&e");
        CHECK(request.charset() == "latin-1");
        CHECK(request.remote() == "127.0.0.1");
        CHECK(request.headers().getall("x-TWICE") == std::vector<std::string_view>{"1", "2"});
        CHECK(request.cookies() == http::Cookies{{"a", "1"}, {"b", "2 3"}});
        CHECK(!request.body_exists());
        CHECK(request.content().at_eof());
        CHECK(co_await request.read() == "");
        http::Response response({.status = 202, .reason = "Fine", .body = "{}", .content_type = "application/x"});
        response.set_cookie("session", "a b", {.max_age = 60, .httponly = true});
        response.del_cookie("old");
        co_return response;
    });
    serving(app, [](Where place) -> Coroutine<> {
        const std::string headers = "Content-Type: text/plain; charset=Latin-1\r\nX-Twice: 1\r\nCookie: a=1; b=\"2 3\"\r\nx-twice: 2\r\n";
        CHECK(co_await say(place, get_once("/a%20b/c?q=1&q=%26&e", headers)) ==
              "HTTP/1.1 202 Fine\nContent-Type: application/x\nSet-Cookie: session=\"a b\"; HttpOnly; Max-Age=60; Path=/\n"
              "Set-Cookie: old=\"\"; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/\nContent-Length: 2\nConnection: close\n\n{}");
    });
}
