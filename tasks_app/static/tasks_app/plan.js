// The shot list form: clips are added, removed and moved; without this file they can be edited.

const form = document.getElementById("plan");

function act(row, button) {
    if (button.matches("[data-remove]")) {
        const next = row.nextElementSibling ?? row.previousElementSibling;
        row.remove();
        next?.querySelector("textarea").focus();
        return;
    }
    const beside = button.dataset.move === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (beside) {
        beside[button.dataset.move === "up" ? "before" : "after"](row);
        button.focus();
    }
}

function showTools(root) {
    for (const tool of root.querySelectorAll(".plan-tools, [data-add]")) {
        tool.hidden = false;
    }
}

if (form) {
    const rows = form.querySelector(".plan-rows");
    showTools(form);
    form.addEventListener("click", (event) => {
        const button = event.target.closest("[data-move], [data-remove], [data-add]");
        if (button?.matches("[data-add]")) {
            rows.append(form.querySelector("template").content.cloneNode(true));
            showTools(rows.lastElementChild);
            rows.lastElementChild.querySelector("textarea").focus();
        } else if (button) {
            act(button.closest(".plan-row"), button);
        }
    });
}
