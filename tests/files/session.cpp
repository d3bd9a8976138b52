#include "session.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "tests/loopback.hpp"

using namespace asyncio;

namespace file_session {
namespace {

std::string shown(std::string_view bytes) {
    std::string result = "'";
    for (unsigned char c : bytes)
        result += c < 32 || c > 126 || c == '\\' || c == '\'' ? fmt::format("\\x{:02x}", c) : std::string(1, static_cast<char>(c));
    return result + "'";
}
std::string shown(const std::vector<std::string>& lines) {
    std::vector<std::string> each;
    for (const std::string& line : lines) each.push_back(shown(std::string_view(line)));
    return fmt::format("[{}]", fmt::join(each, ", "));
}
std::string shown(const std::string& text) { return shown(std::string_view(text)); }
std::string shown(bool value) { return value ? "True" : "False"; }
template <class N> requires std::is_integral_v<N>
std::string shown(N number) { return std::to_string(number); }

template <class T>
Coroutine<std::string> showing(Coroutine<T> coroutine) {
    if constexpr (std::is_void_v<T>) {
        co_await coroutine;
        co_return "None";
    } else {
        co_return shown(co_await coroutine);
    }
}

/// A file, and where tell() has said that it was.
struct Open {
    files::File file;
    std::vector<std::int64_t> told;
};

Coroutine<std::string> tell(Open& open) {
    open.told.push_back(co_await open.file.tell());
    co_return shown(open.told.back());
}

Coroutine<std::string> go_back(Open& open, std::size_t which) {
    if (open.told.empty()) co_return "None";
    co_return shown(co_await open.file.seek(open.told[which % open.told.size()]));
}

Coroutine<std::string> readinto(files::File& file, std::size_t size) {
    std::string buffer(size, '\0');
    buffer.resize(co_await file.readinto(buffer));
    co_return shown(buffer);
}

Coroutine<std::string> at_once(std::function<std::string()> function) { co_return function(); }

using Function = std::function<Coroutine<std::string>(Open&, const Call&)>;

/// How each call is made.
const std::map<std::string, Function>& functions() {
    const auto number = [](const Call& c, std::size_t i, std::int64_t otherwise) { return i < c.numbers.size() ? c.numbers[i] : otherwise; };
    static const std::map<std::string, Function> all = {
        {"read", [=](Open& o, const Call& c) { return showing(o.file.read(number(c, 0, -1))); }},
        {"read1", [=](Open& o, const Call& c) { return showing(o.file.read1(number(c, 0, -1))); }},
        {"peek", [](Open& o, const Call&) { return showing(o.file.peek()); }},
        {"readinto", [](Open& o, const Call& c) { return readinto(o.file, static_cast<std::size_t>(c.numbers[0])); }},
        {"readline", [=](Open& o, const Call& c) { return showing(o.file.readline(number(c, 0, -1))); }},
        {"readlines", [=](Open& o, const Call& c) { return showing(o.file.readlines(number(c, 0, -1))); }},
        {"write", [](Open& o, const Call& c) { return showing(o.file.write(c.texts[0])); }},
        {"writelines", [](Open& o, const Call& c) { return showing(o.file.writelines(c.texts)); }},
        {"flush", [](Open& o, const Call&) { return showing(o.file.flush()); }},
        {"seek", [=](Open& o, const Call& c) { return showing(o.file.seek(c.numbers[0], static_cast<int>(number(c, 1, 0)))); }},
        {"tell", [](Open& o, const Call&) { return tell(o); }},
        {"return", [](Open& o, const Call& c) { return go_back(o, static_cast<std::size_t>(c.numbers[0])); }},
        {"truncate", [](Open& o, const Call& c) {
             return showing(c.numbers.empty() ? o.file.truncate() : o.file.truncate(c.numbers[0]));
         }},
        {"close", [](Open& o, const Call&) { return showing(o.file.close()); }},
        {"isatty", [](Open& o, const Call&) { return showing(o.file.isatty()); }},
        {"seekable", [](Open& o, const Call&) { return showing(o.file.seekable()); }},
        {"writable", [](Open& o, const Call&) { return showing(o.file.writable()); }},
        {"readable", [](Open& o, const Call&) { return at_once([&o] { return shown(o.file.readable()); }); }},
        {"closed", [](Open& o, const Call&) { return at_once([&o] { return shown(o.file.closed()); }); }},
        {"mode", [](Open& o, const Call&) { return at_once([&o] { return shown(o.file.mode()); }); }},
    };
    return all;
}

std::string content_of(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return std::move(bytes).str();
}

Coroutine<std::string> said(Coroutine<std::string> call) {
    try {
        co_return co_await call;
    } catch (const Exception& e) {
        co_return type_name(e) + ": " + e.what();
    }
}

Coroutine<> make(const Session& session, std::vector<std::string>& gave) {
    std::ofstream(session.path, std::ios::binary) << session.content;
    Open open;
    const auto begin = [&]() -> Coroutine<std::string> {
        open.file = co_await files::open(session.path, session.mode, session.options);
        co_return "None";
    };
    gave.push_back(co_await said(begin()));
    for (const Call& call : session.calls) gave.push_back(co_await said(functions().at(call.name)(open, call)));
    gave.push_back(co_await said(showing(open.file.close())));
    gave.push_back(shown(content_of(session.path)));
}

std::string word(const std::string& bytes) {
    std::string result = "x";
    for (unsigned char c : bytes) result += fmt::format("{:02x}", c);
    return result;
}

std::string words(const Call& call) {
    std::string result = call.name;
    for (auto n : call.numbers) result += " i" + std::to_string(n);
    for (const std::string& text : call.texts) result += " " + word(text);
    return result;
}

std::string words(const Session& session) {
    const auto& [path, mode, options, content, calls] = session;
    std::string result = fmt::format("session {} {} {} {} {} {}\n", path, mode, options.newline ? word(*options.newline) : "-",
                                     options.errors.value_or("-"), options.buffering, word(content));
    for (const Call& call : calls) result += "call " + words(call) + "\n";
    return result + "end\n";
}

/// What two peeks gave, each as much as was there.
bool alike(std::string_view a, std::string_view b) {
    const std::size_t both = std::min(a.size(), b.size()) - 1;
    return both > 1 && a.substr(0, both) == b.substr(0, both);
}

}  // namespace

std::vector<std::string> with_our_files(const std::vector<Session>& sessions, Clock clock) {
    std::vector<std::string> gave;
    const auto main = [&]() -> Coroutine<> {
        for (const Session& session : sessions) co_await make(session, gave);
    };
    Program(clock).run([&] { run(main()); });
    return gave;
}

std::vector<std::string> with_aiofiles(const std::vector<Session>& sessions) {
    loopback::Folder folder;
    std::ofstream script(folder / "script");
    for (const Session& session : sessions) script << words(session);
    script.close();
    const std::string peer = CONFORMANCE "/../files/aiofiles_peer.py";
    std::istringstream output(conformance::output_of(conformance::cpython() + " '" + peer + "' < '" + folder / "script" + "'"));
    std::vector<std::string> gave;
    for (std::string line; std::getline(output, line);) gave.push_back(line);
    return gave;
}

bool has_aiofiles() {
    return !conformance::cpython().empty() && std::system((conformance::cpython() + " -c 'import aiofiles' 2>/dev/null").c_str()) == 0;
}

std::string difference(const Session& session, const std::vector<std::string>& one, const std::vector<std::string>& other,
                       std::size_t first) {
    std::istringstream script(words(session));
    std::string story, line;
    const auto add = [&](std::string_view text, const char* before, const char* after) { story += before + std::string(text.substr(0, 300)) + after; };
    for (std::size_t i = first; i < first + lines_of(session); ++i) {
        if (std::getline(script, line)) add(line, "", "\n");
        add(one.at(i), "    ", "\n");
        if (other.at(i) == "Ellipsis") return {};   // aiofiles cannot tell where it is
        if (one.at(i) == other.at(i) || (line == "call peek" && alike(one.at(i), other.at(i)))) continue;
        add(other.at(i), "not ", "\n");
        return story;
    }
    return {};
}

}  // namespace file_session
