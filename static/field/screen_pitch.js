// “Đề xuất”: a story put before the desk, with or without network.

import { choice, field, growing, h, say } from "./dom.js";
import { state, unitOf } from "./house.js";
import { enqueue } from "./outbox.js";
import { sendSoon } from "./sender.js";
import { get, put, remove } from "./store.js";
import { gettext } from "./words.js";

const KEPT = "pitch";

export async function pitchScreen() {
  const typed = (await get("kept", KEPT))?.value ?? {};
  const units = (state.me?.units ?? []).filter((unit) => unit.writes);
  const unit = unitOf(typed.unit);
  if (!unit?.writes) return { title: gettext("Đề xuất đề tài"), body: h("div", { class: "sec" }, gettext("Bạn chưa viết cho đơn vị nào.")) };
  const keep = (name, value) => {
    typed[name] = value;
    return put("kept", { name: KEPT, value: typed });
  };
  const area = (name, rows, most) => {
    const control = growing(h("textarea", { class: "in", rows, maxlength: most, id: `pitch-${name}` }));
    control.value = typed[name] ?? "";
    control.addEventListener("input", () => keep(name, control.value));
    return control;
  };
  const select = (name, options, empty) => choice(options, typed[name] || (empty ? "" : options[0]?.[0]), (event) => keep(name, event.target.value), empty);
  const send = async () => {
    if (!typed.title?.trim()) return say(gettext("Ghi tên đề tài."), "bad");
    if (!typed.brief?.trim()) return say(gettext("Ghi nội dung dự kiến trong hai dòng."), "bad");
    if (!typed.subject) return say(gettext("Chọn lĩnh vực."), "bad");
    const body = { unit: unit.key, title: typed.title, brief: typed.brief, subject: Number(typed.subject), desk: Number(typed.desk || unit.desks[0]?.[0]) };
    await enqueue({ kind: "pitch", path: "de-xuat/", body, title: typed.title });
    await remove("kept", KEPT);
    sendSoon();
    location.hash = "#gui";
  };
  return {
    title: gettext("Đề xuất đề tài"),
    body: h(
      "div",
      { class: "sec g4" },
      units.length > 1 && field(gettext("Đơn vị"), choice(units.map((each) => [each.key, each.name]), unit.key, async (event) => {
        await keep("unit", event.target.value);
        await keep("desk", "");
        dispatchEvent(new HashChangeEvent("hashchange"));
      })),
      field(gettext("Đề tài"), area("title", 2, 200)),
      field(gettext("Chuyện gì, vì sao bây giờ, hỏi ai"), area("brief", 4, 2000)),
      field(gettext("Ban"), select("desk", unit.desks)),
      field(gettext("Lĩnh vực"), select("subject", unit.subjects, gettext("Chọn lĩnh vực"))),
      h("button", { class: "b go wide", type: "button", onclick: send }, gettext("Gửi đề xuất")),
    ),
  };
}
