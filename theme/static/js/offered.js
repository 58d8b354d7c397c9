// Owns what is offered only where scripts run: a form that leads to the search of factories.
document.querySelectorAll("form.find").forEach((form) => { form.hidden = false; });
