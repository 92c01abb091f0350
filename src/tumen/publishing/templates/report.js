(() => {
  "use strict";
  const cards = [...document.querySelectorAll(".card")];
  const figures = [...document.querySelectorAll(".figure[data-card]")];
  const filter = document.getElementById("filter");
  const openAll = document.getElementById("open-all");
  const shown = document.getElementById("shown");
  let current = null;

  const point = (card) => {
    if (current) current.classList.remove("current");
    current = card;
    card.hidden = false;
    card.open = true;
    card.classList.add("current");
  };
  const follow = () => {
    const card = document.getElementById(location.hash.slice(1));
    if (!card || !card.classList.contains("card")) return;
    point(card);
    // The browser moves the focus to the card's place first, and a card cannot have it: its summary takes it after that.
    setTimeout(() => {
      card.querySelector("summary").focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest" });
    }, 0);
  };
  const sift = () => {
    const kept = [...filter.querySelectorAll("input:checked")].map((box) => box.value);
    const kind = filter.elements.kind.value;
    let count = 0;
    for (const card of cards) {
      card.hidden = !(kept.includes(card.dataset.severity) && (!kind || kind === card.dataset.kind));
      count += card.hidden ? 0 : 1;
    }
    for (const figure of figures) {
      const card = document.getElementById("card-" + figure.dataset.card);
      figure.classList.toggle("dim", card.hidden);
    }
    shown.textContent = count === cards.length ? "" : "Showing " + count + " of " + cards.length;
  };

  for (const card of cards) card.open = false;
  if (filter) {
    filter.hidden = false;
    filter.addEventListener("change", sift);
    filter.addEventListener("submit", (event) => event.preventDefault());
    openAll.addEventListener("click", () => {
      const open = openAll.getAttribute("aria-pressed") !== "true";
      openAll.setAttribute("aria-pressed", String(open));
      openAll.textContent = open ? "Close all cards" : "Open all cards";
      for (const card of cards) card.open = open;
    });
  }
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#card-']");
    if (link && link.getAttribute("href") === location.hash) follow();
  });
  addEventListener("beforeprint", () => {
    for (const card of cards) card.open = true;
  });
  follow();
})();
