#pragma once
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "path_pattern.hpp"
#include "request.hpp"
#include "stream_response.hpp"

namespace asyncio::http {

namespace detail {

/// A handler that returns a StreamResponse, a FileResponse or anything else that a Response can be made of.
template <class F>
Handler make_handler(F function) {
    using Made = std::invoke_result_t<F&, Request&>;
    if constexpr (std::is_same_v<Made, Coroutine<Response>>) return Handler(std::move(function));
    else return [function = std::move(function)](Request& request) -> Coroutine<Response> { co_return co_await function(request); };
}

}  // namespace detail

/// One path, or all that a pattern stands for, with what answers each method there.
class Resource {
public:
    explicit Resource(PathPattern pattern) : pattern_(std::move(pattern)) {}
    const PathPattern& pattern() const { return pattern_; }   ///< the path with its {names}
    /// Throws RuntimeError if that method is answered already, ValueError if it is none. "*": any method that is not.
    void add(std::string method, Handler handler);
    const Handler* handler_for(std::string_view method) const;     ///< nullptr: none
    std::vector<std::string> methods() const;
    /// The path in which the pattern's names stand for these. Throws KeyError. Python: resource.url_for(...)
    std::string url_for(const MultiDict& values = {}) const { return pattern_.path_for(values); }

private:
    struct Route {
        std::string method;
        Handler handler;
    };
    PathPattern pattern_;
    std::vector<Route> routes_;
};

struct RouteOptions {
    std::string name = {};       ///< by which Router::operator[] knows it
    bool allow_head = true;      ///< of add_get: HEAD is answered, too
};

struct StaticOptions {
    bool show_index = false;                     ///< a folder is shown as a list of what is in it; else it is forbidden
    bool follow_symlinks = false;                ///< out of the folder, that is; inside it they are followed anyway
};

/// Which handler answers which path and method: the first that was added. Python: web.UrlDispatcher
class Router {
public:
    /// `handler` is a coroutine function of (Request&); "get" is "GET". Throws ValueError for a path, a method or a name
    /// that is none and for a name that is taken, RuntimeError if the route is there already.
    template <class F>
    Resource& add_route(std::string method, std::string path, F handler, RouteOptions options = {}) {
        return add(std::move(method), path, detail::make_handler(std::move(handler)), options);
    }
    /// The same for GET, and for HEAD if options.allow_head.
    template <class F>
    Resource& add_get(std::string path, F handler, RouteOptions options = {}) {
        const Handler made = detail::make_handler(std::move(handler));
        Resource& resource = add("GET", path, made, options);
        if (options.allow_head) resource.add("HEAD", made);
        return resource;
    }
    /// add_route() for one method each.
    template <class F> Resource& add_head(std::string path, F f, RouteOptions o = {}) { return add_route("HEAD", path, std::move(f), o); }
    template <class F> Resource& add_post(std::string path, F f, RouteOptions o = {}) { return add_route("POST", path, std::move(f), o); }
    template <class F> Resource& add_put(std::string path, F f, RouteOptions o = {}) { return add_route("PUT", path, std::move(f), o); }
    template <class F> Resource& add_patch(std::string path, F f, RouteOptions o = {}) { return add_route("PATCH", path, std::move(f), o); }
    template <class F> Resource& add_delete(std::string path, F f, RouteOptions o = {}) { return add_route("DELETE", path, std::move(f), o); }
    template <class F> Resource& add_options(std::string path, F f, RouteOptions o = {}) { return add_route("OPTIONS", path, std::move(f), o); }

    /// The files of a folder, below `prefix`, which is the folder. Throws ValueError if there is no such folder.
    Resource& add_static(std::string prefix, std::string folder, StaticOptions options = {});

    const Resource& operator[](const std::string& name) const;     ///< Throws KeyError
    /// Finds the request's handler; for none, one that throws HTTPNotFound or HTTPMethodNotAllowed.
    void resolve(Request& request) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    Resource& add(std::string method, const std::string& path, Handler handler, const RouteOptions& options);
    Resource& resource_at(const std::string& path);
    Resource& new_resource(const std::string& path);
    bool try_resource(std::size_t at, Request& request, std::vector<std::string>& allowed) const;

    std::vector<std::unique_ptr<Resource>> resources_;             // in the order in which they were added
    std::unordered_map<std::string, std::vector<std::size_t>, Hash, std::equal_to<>> plain_;   // those without names, by path
    std::vector<std::size_t> patterns_;                            // the others
    std::unordered_map<std::string, Resource*> by_name_;
};

}  // namespace asyncio::http
