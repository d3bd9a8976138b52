#include "tests/exporting.hpp"
#include "visualizer/model/history.hpp"

using namespace exporting;

namespace {

/// Replays what the page replays: the rows of each panel after every event.
std::vector<std::vector<std::vector<int>>> replayed(const json& data) {
    std::vector<std::vector<int>> now(6);
    std::vector<std::vector<std::vector<int>>> all;
    for (const json& changes : data["changes"]) {
        for (std::size_t i = 0; i < changes.size();) {
            auto& rows = now.at(changes[i]);
            const int stay = changes[i + 1], go = changes[i + 2], come = changes[i + 3];
            rows.erase(rows.begin() + stay, rows.begin() + stay + go);
            for (int k = 0; k < come; ++k)
                rows.insert(rows.begin() + stay + k, changes[i + 4 + std::size_t(k)].get<int>());
            i += 4 + std::size_t(come);
        }
        all.push_back(now);
    }
    return all;
}

}  // namespace

TEST_CASE("A page needs nothing but itself") {
    Log log;
    read("{\"ev\":\"end\"}\n", log);
    const std::string page = exported(log, "html", titled("alone"));
    for (const char* outside :
         {"http:", "https:", "//cdn", " src=", "<link", "@import", "url(", "fetch(", "XMLHttpRequest", "import "})
        CHECK(page.find(outside) == page.npos);
    CHECK_THAT(page, ContainsSubstring("<title>alone</title>"));
    for (const char* mark : {"{{title}}", "{{lang}}", "{{theme}}", "{{data}}"}) CHECK(page.find(mark) == page.npos);
}

TEST_CASE("A page shows at every event what the model says") {
    for_every_golden_trace([](const Log& log) {
        const json data = page_data(exported(log, "html", titled("golden")));
        const auto panels = replayed(data);
        REQUIRE(panels.size() == log.size() + 1);
        REQUIRE(data["times"].size() == log.size() + 1);
        REQUIRE(data["places"].size() == log.size() + 1);
        History history(log);
        for (std::size_t n = 0; n <= log.size(); ++n) {
            const State& state = history.at(n);
            const auto row = [&](std::size_t panel, std::size_t i) {
                return data["rows"].at(std::size_t(panels[n][panel].at(i)));
            };
            CHECK(data["times"][n] == state.now);
            REQUIRE(panels[n][0].size() == 1);
            if (state.running) CHECK(row(0, 0)["n"] == display_name(state, state.running));
            REQUIRE(panels[n][1].size() == state.ready.size());
            REQUIRE(panels[n][2].size() == state.timers.size());
            REQUIRE(panels[n][3].size() == state.watchers.size());
            REQUIRE(panels[n][5].size() == state.tasks.size());
            for (std::size_t i = 0; i < state.timers.size(); ++i) CHECK(row(2, i)["w"] == state.timers[i].when);
            for (std::size_t i = 0; i < state.tasks.size(); ++i) {
                CHECK(row(5, i)["s"] == static_cast<int>(state.tasks[i].state));
                CHECK(row(5, i)["n"] == display_name(state, state.tasks[i].ref));
                const std::string en = waits_for(state, state.tasks[i], Lang::en),
                                  zh = waits_for(state, state.tasks[i], Lang::zh);
                CHECK(row(5, i)["en"] == en);
                CHECK((zh == en || row(5, i)["zh"] == zh));
            }
        }
    });
}

TEST_CASE("A page tells every event in both languages and holds the recording itself") {
    Log log;
    asyncio::trace::read_file(fs::path(CONFORMANCE) / "golden" / "gather-01-result-order.jsonl", log);
    ExportInfo info = titled("gather");
    info.lang = Lang::zh;
    info.light = true;
    const std::string page = exported(log, "html", info);
    CHECK_THAT(page, ContainsSubstring("<html lang=\"zh-CN\" data-theme=\"light\">"));
    const json data = page_data(page);
    History history(log);
    for (std::size_t i = 0; i < log.size(); ++i) {
        CHECK(data["events"][i] == json::parse(to_json(log, log[i])));
        CHECK(data["tell"]["en"][i] == tell(log, history.at(i), log[i], Lang::en).str());
        CHECK(data["tell"]["zh"][i] == tell(log, history.at(i), log[i], Lang::zh).str());
    }
    CHECK(data["happened"]["zh"].size() == log.size() + 1);
    CHECK(data["recorded"] == log.size());
}
