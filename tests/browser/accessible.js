// What axe finds wrong on the page as it stands: `() => violations`. axe has been injected.
//
// Whether text stands out costs it more than all else together, and in a list of a hundred lines it is asked a hundred
// times. Here it is asked once for all text that is written alike: of one tag, class and set of attributes, in one
// style, down from the root, on whatever is behind it. Everything else is axe's own.
async () => {
  const WRITTEN = [
    "color", "backgroundColor", "backgroundImage", "backgroundClip", "opacity", "fontSize", "fontWeight", "fontFamily",
    "textShadow", "textIndent", "visibility", "display", "position", "overflow", "clipPath", "filter", "mixBlendMode",
    "webkitTextFillColor", "webkitTextStroke", "contentVisibility", "margin",
  ];
  const MOVED = ["transform", "translate", "scale", "rotate"];
  const moved = (style) =>
    !["static", "relative"].includes(style.position) ||
    (style.position === "relative" && ["top", "right", "bottom", "left"].some((side) => parseFloat(style[side]))) ||
    MOVED.some((name) => style[name] !== "none");
  const meet = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  // Text of one letter, or of none, is something that axe does not judge: it stands for itself only.
  const own = (element) => {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim();
    return !text || /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(text) ? String(!!text) : text;
  };
  const explains = new Set(
    [...document.querySelectorAll("[aria-labelledby]")].flatMap((one) => one.getAttribute("aria-labelledby").split(" ")),
  );
  // Text of an option axe never judges, and a form for a policy has thousands.
  const elements = [...document.querySelectorAll(":not(option)")];
  // What lies over or under others, not only inside them.
  const away = [];
  const numbers = new Map(), places = new Map();
  const number = (key) => numbers.get(key) ?? numbers.set(key, numbers.size).get(key);
  for (const element of elements) {
    const style = getComputedStyle(element), above = places.get(element.parentElement);
    const alone = above?.alone || moved(style) || explains.has(element.id);
    const rect = element.getBoundingClientRect();
    if (moved(style) && rect.width * rect.height > 4) away.push([element, rect]);
    const cut = style.overflow !== "visible" && element.matches("body *") ? rect : above?.cut;
    const chain = [
      above?.chain, element.localName, ...element.classList, "", ...[...element.attributes].map((one) => one.name), "",
      element.type, !!element.disabled, element.ariaDisabled, !!element.control?.disabled,
      ...WRITTEN.map((name) => style[name]),
    ];
    places.set(element, { chain: number(chain.join("|")), alone, cut, rect });
  }
  const known = new Set();
  const asked = new Set(elements.filter((element) => {
    const { chain, alone, cut, rect } = places.get(element);
    if (alone || !rect.width || !rect.height || (cut && !meet(rect, cut))) return true;
    const met = away.filter(([other, its]) => meet(rect, its) && !other.contains(element)).map(([other]) => other);
    if (met.some((other) => !element.contains(other))) return true;
    const key = [chain, own(element), ...met.map((other) => places.get(other).chain)].join("|");
    return !known.has(key) && known.add(key);
  }));

  const rule = axe._audit.getRule("color-contrast");
  rule.matchesAsMeant ??= rule.matches;
  rule.matches = (element, ...rest) => asked.has(element) && rule.matchesAsMeant(element, ...rest);
  const found = await axe.run({ resultTypes: ["violations"] });
  return found.violations;
}
