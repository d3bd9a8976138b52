#include "router.hpp"

#include <algorithm>

#include "http_exceptions.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/http/ascii.hpp"
#include "static_files.hpp"

namespace asyncio::http {
namespace {

Coroutine<Response> answer_unknown(Request& request) {
    if (request.allowed_methods().empty()) throw HTTPNotFound();
    throw HTTPMethodNotAllowed(request.method(), request.allowed_methods());
    co_return Response();
}

const Handler unknown = answer_unknown;

/// A method in capitals. Throws ValueError if it is none.
std::string method_named(std::string_view name) {
    std::string method = uppered(name);
    if (!is_token(method)) throw ValueError(method + " is not allowed HTTP method");
    return method;
}

/// Throws ValueError unless it is made of names, with dots, colons and dashes between them: "user.items".
void check_name(const std::string& name) {
    char before = '.';
    for (char c : name + ".") {
        const bool separates = c == '.' || c == ':' || c == '-', begins = before == '.' || before == ':' || before == '-';
        const bool fits = separates ? !begins : is_letter(c) || c == '_' || static_cast<signed char>(c) < 0 || (is_digit(c) && !begins);
        if (!fits) throw ValueError("Incorrect route name '" + name + "', the name should be a sequence of python identifiers separated by dash, dot or column");
        before = c;
    }
}

}  // namespace

void Resource::add(std::string method, Handler handler) {
    method = method_named(method);
    if (std::ranges::any_of(routes_, [&](const Route& route) { return route.method == method || route.method == "*"; }))
        throw RuntimeError("Added route will never be executed, method " + method + " is already registered");
    routes_.push_back({std::move(method), std::move(handler)});
}

const Handler* Resource::handler_for(std::string_view method) const {
    for (const Route& route : routes_)
        if (route.method == method || route.method == "*") return &route.handler;
    return nullptr;
}

std::vector<std::string> Resource::methods() const {
    std::vector<std::string> all;
    for (const Route& route : routes_) all.push_back(route.method);
    return all;
}

/// As in Python, routes for one path that are added one after the other share a resource.
Resource& Router::resource_at(const std::string& path) {
    if (!resources_.empty() && resources_.back()->pattern().text() == path) return *resources_.back();
    return new_resource(path);
}

Resource& Router::new_resource(const std::string& path) {
    resources_.push_back(std::make_unique<Resource>(PathPattern(path)));
    Resource& resource = *resources_.back();
    const std::size_t at = resources_.size() - 1;
    if (resource.pattern().is_plain()) plain_[canonical_path(path)].push_back(at);
    else patterns_.push_back(at);
    return resource;
}

Resource& Router::add(std::string method, const std::string& path, Handler handler, const RouteOptions& options) {
    if (!options.name.empty()) check_name(options.name);
    method = method_named(method);   // before there is a resource
    Resource& resource = resource_at(path);
    if (!options.name.empty())
        if (const auto [known, fresh] = by_name_.emplace(options.name, &resource); !fresh && known->second != &resource)
            throw ValueError("Duplicate '" + options.name + "', already handled by " + known->second->pattern().text());
    resource.add(std::move(method), std::move(handler));
    return resource;
}

Resource& Router::add_static(std::string prefix, std::string folder, StaticOptions options) {
    while (prefix.ends_with('/')) prefix.pop_back();
    const Handler files = detail::make_handler(StaticFiles(prefix, std::move(folder), options));
    if (!prefix.empty()) {   // the folder itself, though it has no slash
        Resource& itself = new_resource(prefix);
        for (const char* method : {"GET", "HEAD"}) itself.add(method, files);
    }
    return add_get(prefix + "/{filename:.*}", files);
}

const Resource& Router::operator[](const std::string& name) const {
    const auto known = by_name_.find(name);
    if (known == by_name_.end()) throw KeyError(name);
    return *known->second;
}

/// Whether the resource has the request's path and method. If only the path, its methods are added to `allowed`.
bool Router::try_resource(std::size_t at, Request& request, std::vector<std::string>& allowed) const {
    const Resource& resource = *resources_[at];
    if (const Handler* handler = resource.handler_for(request.method())) {
        request.route_to(handler);
        return true;
    }
    for (std::string& method : resource.methods())
        if (std::ranges::find(allowed, method) == allowed.end()) allowed.push_back(std::move(method));
    return false;
}

void Router::resolve(Request& request) const {
    std::string_view path = request.raw_path();
    std::string canonical;
    if (path.find('%') != path.npos) path = canonical = canonical_path(path);
    std::vector<std::string> allowed;
    static const std::vector<std::size_t> none;
    const auto known = plain_.find(path);
    const auto& plain = known != plain_.end() ? known->second : none;
    auto next = plain.begin();
    for (std::size_t at : patterns_) {
        for (; next != plain.end() && *next < at; ++next)
            if (try_resource(*next, request, allowed)) return;
        MultiDict found;
        if (!resources_[at]->pattern().match(path, found)) continue;
        if (!try_resource(at, request, allowed)) continue;
        request.match() = std::move(found);
        return;
    }
    for (; next != plain.end(); ++next)
        if (try_resource(*next, request, allowed)) return;
    request.refuse(&unknown, std::move(allowed));
}

}  // namespace asyncio::http
