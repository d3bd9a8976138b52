#include "runtime/trace/utf8.hpp"
#include "tests/exporting.hpp"
#include "visualizer/export/ruler.hpp"

using namespace exporting;

namespace {

/// Why a text is no well-formed XML (of the kind that needs no DTD); "" if it is.
std::string malformed(std::string_view text) {
    std::vector<std::string> open;
    while (!text.empty()) {
        const auto tag = text.find('<');
        const std::string_view data = text.substr(0, tag);
        for (auto at = data.find('&'); at != data.npos; at = data.find('&', at + 1))
            if (data.find(';', at) == data.npos) return "a bare &";
        if (tag == text.npos) break;
        const auto end = text.find('>', tag);
        if (end == text.npos) return "a tag without end";
        std::string_view inside = text.substr(tag + 1, end - tag - 1);
        text.remove_prefix(end + 1);
        if (inside.starts_with("?")) continue;
        if (std::count(inside.begin(), inside.end(), '"') % 2) return "an open quote: " + std::string(inside);
        const std::string name(inside.substr(0, inside.find_first_of(" /", 1)));
        if (inside.starts_with("/")) {
            if (open.empty() || "/" + open.back() != inside) return "closes what is not open: " + std::string(inside);
            open.pop_back();
        } else if (!inside.ends_with("/")) {
            open.push_back(name);
        }
    }
    return open.empty() ? "" : "never closed: " + open.back();
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = asyncio::trace::utf8_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

const std::string nasty = R"(</script><b>&"'{{data}} )" "\x01 \xff 协程";

/// A program that says and is called what formats could stumble over.
void read_nasty(Log& log) {
    log.append(
        {.kind = Kind::task_new, .subject = Ref::task(1), .by = Ref(Ref::Type::outside), .text = log.add_text(nasty)});
    log.append({.kind = Kind::task_name, .subject = Ref::task(1), .text = log.add_text(nasty)});
    log.append({.kind = Kind::push,
                .code = std::uint8_t(Callback::other),
                .subject = Ref::handle(1),
                .text2 = log.add_text(nasty)});
    log.append({.kind = Kind::iter_begin, .subject = Ref::from_bits(1)});
    log.append({.kind = Kind::run, .subject = Ref::handle(1)});
    log.append({.kind = Kind::step, .code = std::uint8_t(How::start), .subject = Ref::task(1)});
    log.append({.kind = Kind::out, .by = Ref::task(1), .text = log.add_text(nasty)});
    log.append({.kind = Kind::suspend, .subject = Ref::task(1), .object = Ref(Ref::Type::yield)});
}

}  // namespace

TEST_CASE("Every format has its own name and is found by it") {
    std::set<std::string> names;
    for (const Format& format : formats()) {
        names.insert(format.name);
        CHECK(find_format(format.name) == &format);
    }
    CHECK(names == std::set<std::string>{"jsonl", "chrome", "svg", "html"});
    CHECK(find_format("pdf") == nullptr);
}

TEST_CASE("On the axis an instant begins at its true time, and its events follow in what comes before the next") {
    const std::vector<Micros> times{0, 0, 0, 1000, 1000, 1001, 1001, 1001, 1001};
    const exports::Ruler ruler(times);
    CHECK(ruler.at[0] == 0);
    CHECK(ruler.at[3] == 1000);
    CHECK(ruler.at[5] == 1001);
    for (std::size_t n = 1; n < times.size(); ++n) CHECK(ruler.at[n] > ruler.at[n - 1]);
    CHECK(ruler.at[2] <= 400);
    CHECK(ruler.at[4] <= 1000.4);
    CHECK(ruler.end > ruler.at[8]);
    CHECK(ruler.has_time);

    const exports::Ruler timeless(std::vector<Micros>{5, 5, 5});
    CHECK(timeless.at == std::vector<double>{5, 6, 7});
    CHECK(timeless.end == 8);
    CHECK(!timeless.has_time);
}

TEST_CASE("A picture is well-formed, in both languages and on both grounds, whatever the program") {
    for_every_golden_trace([](const Log& log) {
        for (const Lang lang : {Lang::en, Lang::zh}) {
            ExportInfo info = titled("golden");
            info.lang = lang;
            info.light = lang == Lang::zh;
            const std::string picture = exported(log, "svg", info);
            CHECK(malformed(picture) == "");
            CHECK(is_utf8(picture));
            CHECK(picture.find("nan") == picture.npos);
            CHECK_THAT(picture, ContainsSubstring(lang == Lang::en ? "event loop" : "事件循环"));
        }
    });
}

TEST_CASE("A picture has a lane for every task and worker, named and labelled") {
    Log log;
    asyncio::trace::read_file(fs::path(CONFORMANCE) / "golden" / "executor-03-small-pool.jsonl", log);
    Timeline timeline;
    extend(timeline, log);
    const std::string picture = exported(log, "svg", titled("small pool"));
    for (const Lane& lane : timeline.lanes) {
        if (lane.type == Lane::Type::task)
            CHECK_THAT(picture, ContainsSubstring(">" + title(*timeline.state.find_task(lane.task)) + "<"));
        else CHECK_THAT(picture, ContainsSubstring(">thread " + std::to_string(lane.worker) + "<"));
    }
    CHECK_THAT(picture, ContainsSubstring("<title>small pool</title>"));
    CHECK_THAT(picture, ContainsSubstring("0.000 s"));
}

TEST_CASE("Any text can stand in any format") {
    Log log;
    read_nasty(log);
    ExportInfo info = titled(nasty);
    info.cpp = info.python = nasty;
    CHECK(malformed(exported(log, "svg", info)) == "");
    CHECK(is_utf8(exported(log, "svg", info)));
    CHECK(exported(log, "svg", info).find('\x01') == std::string::npos);
    CHECK(fault(json::parse(exported(log, "chrome", info))) == "");

    const std::string page = exported(log, "html", info);
    CHECK(is_utf8(page));
    CHECK(page_data(page)["output"][0][4] == "</script><b>&\"'{{data}} \x01 \xef\xbf\xbd 协程");
    CHECK(page.find("<b>&") == page.npos);
    const auto scripts = [&](std::string_view tag) {
        int count = 0;
        for (auto at = page.find(tag); at != page.npos; at = page.find(tag, at + 1)) ++count;
        return count;
    };
    CHECK(scripts("<script") == 2);
    CHECK(scripts("</script>") == 2);
}

TEST_CASE("A recording of nothing can be exported, too") {
    const Log empty;
    CHECK(exported(empty, "jsonl", titled("empty")).empty());
    CHECK(fault(json::parse(exported(empty, "chrome", titled("empty")))) == "");
    CHECK(malformed(exported(empty, "svg", titled("empty"))) == "");
    CHECK(page_data(exported(empty, "html", titled("empty")))["events"].empty());
}
