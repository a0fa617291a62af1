// Where it is, for who tells something: on a map, or where the phone is. The list of wijken does the same without this.
"use strict";

// Four decimals are about ten metres: sharper never leaves the phone. The server rounds to 25 metres.
function keep(place, { latitude, longitude }, area, said) {
  const { elements } = place.closest("form");
  elements.point.value = `${latitude.toFixed(4)},${longitude.toFixed(4)}`;
  elements.area.value = area;
  place.querySelector("[role=status]").textContent = said;
}

function here(place, button) {
  const refused = () => { place.querySelector("[role=status]").textContent = place.dataset.refused; button.disabled = false; };
  if (!navigator.geolocation) return refused();
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => { keep(place, coords, "", place.dataset.here); button.disabled = false; },
    refused,
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
  );
}

function style(outlines, ground) {
  const streets = ground ? { ground: { type: "raster", tiles: [ground], tileSize: 256 } } : {};
  const under = ground ? { id: "ground", type: "raster", source: "ground" } : { id: "paper", type: "background", paint: { "background-color": "#fff" } };
  return {
    version: 8,
    sources: { ...streets, areas: { type: "geojson", data: outlines } },
    layers: [
      under,
      { id: "fill", type: "fill", source: "areas", paint: { "fill-color": "#eeebf2", "fill-opacity": ground ? 0.15 : 1 } },
      { id: "line", type: "line", source: "areas", paint: { "line-color": "#1d1a24", "line-width": 1 } },
    ],
  };
}

async function show(place) {
  const { map: script, library: address, outlines: shapes, ground } = place.dataset;
  const { make, read, bounds } = await import(script);
  if (!document.createElement("canvas").getContext("webgl2")) throw new Error("no webgl2");
  for (const href of place.dataset.styles.split(" ")) document.head.append(make("link", { rel: "stylesheet", href }));
  const [library, outlines] = await Promise.all([import(address), read(shapes)]);
  library.setWorkerUrl(new URL(place.dataset.worker, document.baseURI).href);
  const frame = make("div", { class: "map-frame" });
  place.append(frame);
  const list = place.closest("form").elements.area;
  const chosen = outlines.features.filter(({ properties }) => properties.code === list.value);
  const map = new library.Map({
    container: frame, style: style(outlines, ground), attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0,
    bounds: bounds(chosen.length ? { features: chosen } : outlines), fitBoundsOptions: { padding: 16 }, renderWorldCopies: false,
    locale: { "Map.Title": place.dataset.title, "NavigationControl.ZoomIn": place.dataset.zoomIn, "NavigationControl.ZoomOut": place.dataset.zoomOut },
  });
  map.addControl(new library.NavigationControl({ showCompass: false }));
  const mark = new library.Marker({ color: "#4d1f4f" });
  map.on("click", "fill", ({ lngLat, features }) => {
    const { code, name } = features[0].properties;
    const known = Array.from(list.options ?? []).some(({ value }) => value === code) ? code : "";
    if (ground) {
      mark.setLngLat(lngLat).addTo(map);
      keep(place, { latitude: lngLat.lat, longitude: lngLat.lng }, known, place.dataset.spot);
    } else {
      list.value = known;
      list.form.elements.point.value = "";
      place.querySelector("[role=status]").textContent = `${name}. ${place.dataset.area}`;
    }
  });
  map.on("load", () => { frame.dataset.ready = "yes"; });
}

export async function start(place, button) {
  if (button.name === "here") return here(place, button);
  try {
    await show(place);
  } catch (error) {
    console.info(error);
    place.querySelector("[role=status]").textContent = place.dataset.failed;
  }
}
