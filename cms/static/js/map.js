// The results on a map: our own outlines of the communes, no other server unless the operator set one. The list says the same.
const wide = matchMedia("(min-width: 62rem)");
const BRUSSELS = [[50.763, 4.244], [50.914, 4.482]];
let ready, outlines;

function add(tag, attributes) {
  return new Promise((resolve, reject) => {
    const node = Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject });
    document.head.append(node);
  });
}

/** Leaflet and its clusters, fetched once, when a map is first looked at. */
function leaflet(data) {
  ready ??= Promise.all(data.styles.split(" ").map((href) => add("link", { rel: "stylesheet", href })))
    .then(() => add("script", { src: data.leaflet }))
    .then(() => add("script", { src: data.clusters }));
  return ready;
}

function popup(point) {
  const box = document.createElement("p");
  const link = Object.assign(document.createElement("a"), { href: point.address, textContent: point.name });
  if (point.lang) link.lang = point.lang;
  box.append(link);
  return box;
}

function marker(point) {
  const icon = L.divIcon({ className: "map-pin", html: `<span>${point.number}</span>`, iconSize: [32, 32], iconAnchor: [16, 38], popupAnchor: [0, -34] });
  const made = L.marker([point.lat, point.lon], { icon, title: point.name, riseOnHover: true });
  made.bindPopup(() => popup(point));
  made.on("add", () => made.getElement()?.setAttribute("aria-label", `${point.number}. ${point.name}`));
  return made;
}

function cluster(group, words) {
  const count = group.getChildCount();
  const icon = L.divIcon({ className: "map-cluster", html: `<span title="${count} ${words}">${count}<span class="for-readers"> ${words}</span></span>`, iconSize: [44, 44] });
  return icon;
}

async function draw(box) {
  box.dataset.drawn = "yes";
  await leaflet(box.dataset);
  outlines ??= fetch(box.dataset.outlines).then((answer) => answer.json());
  const shapes = await outlines;
  if (!box.isConnected) return;
  const map = L.map(box, { maxZoom: 18, minZoom: 10, zoomSnap: 0.5, scrollWheelZoom: false });
  map.attributionControl.setPrefix("Leaflet");
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution: "© OpenStreetMap" }).addTo(map);
  L.geoJSON(shapes, {
    interactive: false,
    attribution: box.dataset.credit,
    style: { className: box.dataset.tiles ? "map-outline over-tiles" : "map-outline" },
  }).addTo(map);
  const points = JSON.parse(document.querySelector("#points").textContent);
  const group = L.markerClusterGroup({
    maxClusterRadius: 80,
    showCoverageOnHover: false,
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    iconCreateFunction: (each) => cluster(each, box.dataset.words),
  });
  group.addLayers(points.map(marker));
  map.addLayer(group);
  const fit = () => {
    if (points.length) map.fitBounds(group.getBounds(), { padding: [40, 40], maxZoom: 14, animate: false });
    else map.fitBounds(BRUSSELS, { animate: false });
  };
  fit();
  map.on("resize", fit);  // a telephone that is turned: no pin is left half outside
}

/** On a phone the map stands before the list, for the eye and for the keyboard. */
function place() {
  const side = document.querySelector(".mapside");
  const before = side?.parentElement.querySelector(".filters");
  if (!side || document.activeElement?.closest(".mapside")) return;
  if (wide.matches) side.parentElement.append(side);
  else before.after(side);
}

function start() {
  const sheet = document.querySelector("#map-sheet");
  const box = sheet?.querySelector(".map");
  if (!box || box.dataset.drawn) return;
  const look = async () => {
    if (sheet.open && !wide.matches) sheet.scrollIntoView({ block: "start" });
    if (sheet.open && !box.dataset.drawn) await draw(box);
  };
  sheet.hidden = false;
  place();
  sheet.addEventListener("toggle", look);
  if (wide.matches) sheet.open = true;
  look();
}

document.body.addEventListener("htmx:afterSettle", start);
wide.addEventListener("change", () => {
  place();
  const sheet = document.querySelector("#map-sheet");
  if (sheet && wide.matches) sheet.open = true;
});
start();
