/** An Arabic page is shown once its font is there, or after three seconds: text that is drawn in another font first moves. */
const { documentElement: page, fonts } = document;
const loaded = ["", "bold "].map((weight) => fonts.load(`${weight}1em "Noto Naskh Arabic"`, "\u0639"));
const late = new Promise((done) => setTimeout(done, 3000));
page.classList.add("waiting");
Promise.race([Promise.allSettled(loaded), late]).then(() => page.classList.remove("waiting"));
