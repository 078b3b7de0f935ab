"use strict";

// Ticks what the server has counted down: the time of the page, not the browser's clock, is the start.
(() => {
    const units = [["year", 31536000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

    const words = (seconds) => {
        const said = [];
        let left = seconds;
        for (const [name, size] of units) {
            const count = Math.floor(left / size);
            left %= size;
            if (count > 0) {
                said.push(count + " " + name + (count === 1 ? "" : "s"));
            } else if (said.length > 0) {
                break;
            }
            if (said.length === 2) {
                break;
            }
        }
        return said.join(" ");
    };

    const loaded = performance.now();
    const running = [...document.querySelectorAll(".countdown[data-frozen=false]")]
        .map((element) => ({ element, seconds: Number(element.dataset.secondsLeft) }));

    const tick = () => {
        const passed = Math.floor((performance.now() - loaded) / 1000);
        for (const { element, seconds } of running) {
            const left = seconds - passed;
            element.textContent = left > 0 ? "in " + words(left) : "now: it is over";
        }
    };

    if (running.length > 0) {
        setInterval(tick, 1000);
    }
})();
