#pragma once
#include "router.hpp"

namespace asyncio::http {

/// A route that is yet to be added. Python: web.RouteDef, web.StaticDef
class RouteDef {
public:
    explicit RouteDef(std::function<void(Router&)> add) : add_(std::move(add)) {}
    /// Throws what Router's functions throw.
    void register_in(Router& router) const { add_(router); }

private:
    std::function<void(Router&)> add_;
};

/// The server's half of this library under the name that it has in Python, and what makes routes:
///
///     app.add_routes({web::get("/", index), web::post("/items", create), web::static_("/files", "files")});
namespace web {

using namespace asyncio::http;

/// Each as the Router's function of that name.
template <class F>
RouteDef route(std::string method, std::string path, F handler, RouteOptions options = {}) {
    return RouteDef([=, handler = detail::make_handler(std::move(handler))](Router& router) { router.add_route(method, path, handler, options); });
}
template <class F>
RouteDef get(std::string path, F handler, RouteOptions options = {}) {
    return RouteDef([=, handler = detail::make_handler(std::move(handler))](Router& router) { router.add_get(path, handler, options); });
}
template <class F> RouteDef head(std::string path, F f, RouteOptions o = {}) { return route("HEAD", std::move(path), std::move(f), std::move(o)); }
template <class F> RouteDef post(std::string path, F f, RouteOptions o = {}) { return route("POST", std::move(path), std::move(f), std::move(o)); }
template <class F> RouteDef put(std::string path, F f, RouteOptions o = {}) { return route("PUT", std::move(path), std::move(f), std::move(o)); }
template <class F> RouteDef patch(std::string path, F f, RouteOptions o = {}) { return route("PATCH", std::move(path), std::move(f), std::move(o)); }
template <class F> RouteDef delete_(std::string path, F f, RouteOptions o = {}) { return route("DELETE", std::move(path), std::move(f), std::move(o)); }
template <class F> RouteDef options(std::string path, F f, RouteOptions o = {}) { return route("OPTIONS", std::move(path), std::move(f), std::move(o)); }
inline RouteDef static_(std::string prefix, std::string folder, StaticOptions options = {}) {
    return RouteDef([=](Router& router) { router.add_static(prefix, folder, options); });
}

}  // namespace web
}  // namespace asyncio::http

namespace asyncio {
namespace web = http::web;
}
