"use strict";

// Tabs out of what stands one after the other, and a preview that follows the form.
(() => {
    const place = document.querySelector("#preview");
    let chosen = 0;

    const select = (tabs, panels, number, focus) => {
        chosen = number;
        tabs.forEach((tab, index) => {
            const selected = index === number;
            tab.setAttribute("aria-selected", String(selected));
            tab.tabIndex = selected ? 0 : -1;
            panels[index].hidden = !selected;
        });
        if (focus) {
            tabs[number].focus();
        }
    };

    const moves = {
        ArrowRight: (number, count) => (number + 1) % count,
        ArrowLeft: (number, count) => (number + count - 1) % count,
        Home: () => 0,
        End: (number, count) => count - 1,
    };

    const makeTabs = (views) => {
        const panels = [...views.querySelectorAll(":scope > [data-view]")];
        const list = document.createElement("div");
        list.className = "tablist";
        list.setAttribute("role", "tablist");
        list.setAttribute("aria-label", views.dataset.views);
        const tabs = panels.map((panel, number) => {
            const tab = document.createElement("button");
            tab.type = "button";
            tab.id = panel.id + "-tab";
            tab.textContent = panel.dataset.view;
            tab.setAttribute("role", "tab");
            tab.setAttribute("aria-controls", panel.id);
            tab.addEventListener("click", () => select(tabs, panels, number, true));
            panel.setAttribute("role", "tabpanel");
            panel.setAttribute("aria-labelledby", tab.id);
            panel.querySelector("h4").hidden = true;
            return tab;
        });
        list.addEventListener("keydown", (event) => {
            const move = moves[event.key];
            if (move && !event.ctrlKey && !event.metaKey && !event.altKey) {
                event.preventDefault();
                select(tabs, panels, move(chosen, tabs.length), true);
            }
        });
        list.append(...tabs);
        views.prepend(list);
        select(tabs, panels, Math.min(chosen, tabs.length - 1), false);
    };

    const enhance = (root) => {
        root.querySelectorAll("[data-views]").forEach(makeTabs);
        root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
    };

    const follow = (form) => {
        const status = document.querySelector("[data-preview-status]");
        let waiting;
        let asked;

        const ask = async () => {
            asked?.abort();
            asked = new AbortController();
            try {
                const answer = await fetch(form.dataset.plan, {
                    method: "POST",
                    body: new URLSearchParams(new FormData(form)),
                    credentials: "same-origin",
                    signal: asked.signal,
                });
                if (!answer.ok) {
                    throw new Error(String(answer.status));
                }
                const holder = document.createElement("template");
                holder.innerHTML = await answer.text();
                place.replaceChildren(holder.content);
                enhance(place);
                status.textContent = "What will be sent was updated.";
            } catch (failure) {
                if (failure.name !== "AbortError") {
                    status.textContent = "What will be sent could not be updated. Load the page again.";
                }
            } finally {
                place.removeAttribute("aria-busy");
            }
        };

        form.addEventListener("input", () => {
            clearTimeout(waiting);
            place.setAttribute("aria-busy", "true");
            status.textContent = "";
            waiting = setTimeout(ask, 250);
        });
        form.querySelectorAll("[data-without-script]").forEach((button) => { button.hidden = true; });
    };

    if (place) {
        enhance(place);
        document.querySelectorAll("form[data-plan]").forEach(follow);
    }
})();
