// The map that moves: an extra. Without it the drawing and the table say the same.
"use strict";

const FILL = { higher: "#eda06a", lower: "#8fb1d9", chance: "#d9d5df", plain: "#eeebf2" };
const INK = "#1d1a24";

export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

// A square picture drawn by hand: hatching for "no figure", and the marks of the verdicts.
function picture(size, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  draw(pen);
  return pen.getImageData(0, 0, size, size);
}

const hatch = () => picture(16, (pen) => {
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, 16, 16);
  pen.strokeStyle = "#6b6675";
  pen.lineWidth = 1.5;
  for (const at of [-16, 0, 16]) { pen.beginPath(); pen.moveTo(at, 16); pen.lineTo(at + 16, 0); pen.stroke(); }
});

const triangle = (colour, up) => picture(40, (pen) => {
  pen.fillStyle = colour;
  pen.strokeStyle = "#fff";
  pen.lineWidth = 3;
  pen.beginPath();
  for (const [x, y] of [[20, 4], [37, 34], [3, 34]]) pen.lineTo(x, up ? y : 40 - y);
  pen.closePath();
  pen.fill();
  pen.stroke();
});

function styled(shapes, figures) {
  const background = figures.background
    ? { sources: { ground: { type: "raster", tiles: [figures.background], tileSize: 256 } }, layers: [{ id: "ground", type: "raster", source: "ground" }] }
    : { sources: {}, layers: [{ id: "paper", type: "background", paint: { "background-color": "#fff" } }] };
  const fill = ["match", ["get", "fill"], ...Object.entries(FILL).flat(), "#fff"];
  const marked = ["feature-state", "marked"];
  return {
    version: 8,
    sources: { ...background.sources, areas: { type: "geojson", data: shapes } },
    layers: [
      ...background.layers,
      { id: "fill", type: "fill", source: "areas", paint: { "fill-color": fill, "fill-opacity": figures.background ? 0.75 : 1 } },
      { id: "line", type: "line", source: "areas", paint: { "line-color": INK, "line-width": ["case", ["boolean", marked, false], 4, 0.8] } },
    ],
  };
}

function signed(map) {
  map.addImage("hatch", hatch(), { pixelRatio: 2 });
  map.addImage("higher", triangle("#c8550a", true), { pixelRatio: 2 });
  map.addImage("lower", triangle("#1c4f8f", false), { pixelRatio: 2 });
  map.addLayer({ id: "none", type: "fill", source: "areas", filter: ["==", ["get", "fill"], "none"], paint: { "fill-pattern": "hatch" } }, "line");
  const verdict = ["in", ["get", "fill"], ["literal", ["higher", "lower"]]];
  map.addLayer({ id: "sign", type: "symbol", source: "areas", filter: verdict, layout: { "icon-image": ["get", "fill"], "icon-allow-overlap": true } });
}

// Gives every outline the class of its figure.
function filled(outlines, figures) {
  for (const { properties } of outlines.features) properties.fill = figures.areas[properties.code]?.fill ?? "none";
  return outlines;
}

export function bounds(outlines) {
  const box = [180, 90, -180, -90];
  const walk = (part) => {
    if (typeof part[0] !== "number") return part.forEach(walk);
    box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]);
  };
  for (const { geometry } of outlines.features) if (geometry) walk(geometry.coordinates);
  return box;
}

function select(label, options, value, changed) {
  const list = make("select", { class: "utrecht-select utrecht-select--html-select" }, ...options);
  list.value = value;
  list.addEventListener("change", () => changed(list.value));
  return make("label", {}, make("span", {}, label), list);
}

const option = ({ key, name }) => make("option", { value: key }, name);

class MovingMap {
  constructor(place, library, figures, outlines) {
    Object.assign(this, { place, library, figures, outlines, chosen: place.dataset.chosen });
    this.frame = make("div", { class: "map-frame" });
    this.controls = make("div", { class: "map-controls" });
    this.said = make("div", { class: "map-said", "aria-live": "polite" });
    this.key = make("ul", { class: "key" });
    this.twin = make("a", {}, figures.words.table);
    place.replaceChildren(this.controls, make("p", {}, this.twin), this.frame, this.key, this.said);
    this.write();
    this.draw();
  }

  draw() {
    const { words } = this.figures;
    this.map = new this.library.Map({
      container: this.frame, style: styled(filled(this.outlines, this.figures), this.figures), attributionControl: false,
      bounds: bounds(this.outlines), fitBoundsOptions: { padding: 16 }, cooperativeGestures: false, dragRotate: false, pitchWithRotate: false,
      scrollZoom: false, fadeDuration: 0, renderWorldCopies: false,
      locale: { "Map.Title": words.map, "NavigationControl.ZoomIn": words.zoomIn, "NavigationControl.ZoomOut": words.zoomOut },
    });
    this.map.addControl(new this.library.NavigationControl({ showCompass: false }));
    this.map.on("load", () => { signed(this.map); this.mark(); this.place.dataset.ready = "yes"; });
    for (const event of ["mousemove", "click"]) {
      this.map.on(event, "fill", ({ features }) => this.choose(features[0].properties.code));
    }
    this.map.on("mouseenter", "fill", () => this.map.getCanvas().classList.add("pointing"));
    this.map.on("mouseleave", "fill", () => this.map.getCanvas().classList.remove("pointing"));
  }

  // The lists, the legend, and the words about the chosen area.
  write() {
    const { words, groups, periods, areas } = this.figures;
    const subjects = groups.map((group) => make("optgroup", { label: group.name }, ...group.options.map(option)));
    const named = Object.entries(areas).map(([key, { name }]) => ({ key, name }));
    this.areas = select(words.area, [make("option", { value: "" }, "–"), ...named.map(option)], this.chosen, (code) => this.choose(code));
    this.controls.replaceChildren(
      select(words.indicator, subjects, this.figures.indicator, (indicator) => this.ask({ indicator })),
      select(words.period, periods.map(option), this.figures.period, (period) => this.ask({ period })),
      this.areas,
    );
    this.twin.href = this.figures.table;
    const shown = new Set(Object.values(areas).map(({ fill }) => fill));
    const names = { higher: words.higher, lower: words.lower, chance: words.chance, plain: words.plain, none: words.noFigure };
    this.key.replaceChildren(...Object.keys(names).filter((one) => shown.has(one)).map((one) =>
      make("li", {}, make("span", { class: `swatch swatch-${one}`, "aria-hidden": "true" }), names[one])));
    this.tell();
  }

  tell() {
    const { words, areas, caption, source, edition, credit } = this.figures;
    const one = areas[this.chosen];
    const parts = [make("p", {}, make("strong", {}, caption))];
    if (one) {
      const figure = one.value ? `${one.value}${one.interval ? ` (${one.interval})` : ""}` : words.none;
      const more = [one.verdict, one.note].filter(Boolean).join(". ");
      parts.push(make("p", { class: "map-area" }, make("strong", {}, one.name), `: ${figure}. ${more}`));
      if (one.url) parts.push(make("p", {}, make("a", { href: one.url }, `${words.page}: ${one.name}`)));
    } else parts.push(make("p", {}, words.choose));
    parts.push(make("p", { class: "sureness" }, `${words.source} ${source}. ${edition} ${credit}`));
    this.said.replaceChildren(...parts);
  }

  choose(code) {
    if (code === this.chosen) return;
    this.chosen = code;
    this.areas.querySelector("select").value = code;
    this.mark();
    this.tell();
  }

  mark() {
    if (!this.map.getSource("areas")) return;
    this.map.removeFeatureState({ source: "areas" });
    const feature = this.outlines.features.find(({ properties }) => properties.code === this.chosen);
    if (feature) this.map.setFeatureState({ source: "areas", id: feature.id }, { marked: true });
  }

  async ask(change) {
    const { indicator, period, level } = { ...this.figures, ...change };
    const asked = new URLSearchParams({ indicator, period, level });
    this.figures = await read(`${this.place.dataset.movingMap.split("?")[0]}?${asked}`);
    const focused = [...this.controls.querySelectorAll("select")].indexOf(document.activeElement);
    this.write();
    if (focused >= 0) this.controls.querySelectorAll("select")[focused].focus();
    this.map.getSource("areas").setData(filled(this.outlines, this.figures));
    this.mark();
  }
}

export async function start(place) {
  const status = place.querySelector("[role=status]");
  try {
    const figures = await read(place.dataset.movingMap);
    status.textContent = figures.words.failed; // until it works
    if (!document.createElement("canvas").getContext("webgl2") || !figures.outlines) return;
    for (const href of place.dataset.styles.split(" ")) document.head.append(make("link", { rel: "stylesheet", href }));
    const [library, outlines] = await Promise.all([import(place.dataset.library), read(figures.outlines)]);
    library.setWorkerUrl(new URL(place.dataset.worker, document.baseURI).href);
    new MovingMap(place, library, figures, outlines);
  } catch (error) {
    console.info(error);
    if (!place.contains(status)) place.replaceChildren(status);
  }
}
