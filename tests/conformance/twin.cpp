#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "run_twin.hpp"
#include "runtime/trace/jsonl.hpp"

/// twin NAME [--trace FILE] [--out FILE]: runs one program's twin, as recorder.py runs the program.
int main(int argc, char** argv) {
    CLI::App app("Runs the C++ twin of a conformance program under the virtual clock.", "twin");
    std::string name, trace, out;
    app.add_option("name", name, "such as gather-01-result-order")->required();
    app.add_option("--trace", trace, "write the events here, one JSON object a line");
    app.add_option("--out", out, "write the printed lines here, not to standard output");
    CLI11_PARSE(app, argc, argv);

    const conformance::Twin* twin = conformance::find_twin(name);
    if (!twin) {
        std::cerr << "twin: there is no twin " << name << "\n";
        return 2;
    }
    const conformance::Recording recording = conformance::run_twin(*twin);
    if (!trace.empty()) {
        std::ofstream file(trace);
        asyncio::trace::write_jsonl(*recording.log, file);
    }
    if (!out.empty()) std::ofstream(out) << recording.out;
    else std::cout << recording.out;
}
