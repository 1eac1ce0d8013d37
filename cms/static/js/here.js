// « Around me »: asked of the browser only when pressed, rounded to about 100 m, posted and never written in the address.
const button = document.querySelector("#here");
const form = button?.form;

function set(name, value) {
  form.elements[name].value = value;
}

if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.disabled = false;
        set("place", "");
        set("lat", coords.latitude.toFixed(3));
        set("lon", coords.longitude.toFixed(3));
        form.requestSubmit();
      },
      () => {
        button.disabled = false;
        button.textContent = button.dataset.refused;
      },
      { maximumAge: 60000, timeout: 10000 },
    );
  });
  form.elements.place.addEventListener("input", () => {
    set("lat", "");
    set("lon", "");
  });
}
