// Lets a browser's passkeys fill in the forms that are made for them. Without it those forms stay hidden, and everything
// works by password and code.
"use strict";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !PublicKeyCredential.parseCreationOptionsFromJSON) {
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const options = JSON.parse(form.dataset.options);
    const problem = form.querySelector("[role=alert]");
    try {
      const credential = form.dataset.passkey === "make"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.answer.value = JSON.stringify(credential);
      form.submit();
    } catch (refused) {
      problem.textContent = "The browser gave no passkey. Try again, or go on without.";
    }
  });
}
