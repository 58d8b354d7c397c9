.DEFAULT_GOAL := help
.PHONY: help site serve check test lint golden look bench budgets lighthouse handbook messages demonstration requirements clean
python := .venv/bin/python

help: ## show the targets
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  \1\t/' | expand -t 18

site: ## build the demonstration portal into output/
	@python3 requirements/install.py run
	@$(python) -m generator build

serve: ## build, serve on this machine, rebuild on change
	@python3 requirements/install.py run
	@$(python) -m generator serve

check: ## check the data, write nothing
	@python3 requirements/install.py run
	@$(python) -m generator check

test: ## set up, lint, and prove everything, in a real browser too
	@python3 requirements/install.py test && python3 requirements/install.py browser
	@$(python) tests/run.py

lint: ## style, types, floors
	@python3 requirements/install.py test
	@$(python) tests/run.py lint

golden: ## rewrite tests/expected/ from tests/samples/
	@python3 requirements/install.py test
	@$(python) -m tests.golden

look: ## screenshots of every page type, into look/
	@python3 requirements/install.py test && python3 requirements/install.py browser
	@$(python) -m generator build && $(python) -m tests.look output look

bench: ## time and memory at 20,000 factories, as ratios
	@python3 requirements/install.py run
	@$(python) tests/bench/bench.py

budgets: ## what readers transfer with each kind of page
	@python3 requirements/install.py run
	@$(python) -m generator build && $(python) tests/bench/budgets.py output

lighthouse: ## scores of five pages by Lighthouse (needs npm)
	@python3 requirements/install.py test && python3 requirements/install.py browser
	@$(python) -m generator build && $(python) -m tests.bench.lighthouse output

handbook: ## the handbook alone, into site/handbook/
	@python3 requirements/install.py test
	@$(python) -m mkdocs build --strict --quiet --site-dir site/handbook && cp -rT theme/static site/theme

messages: ## renew the catalogues from templates and code
	@python3 requirements/install.py run
	@$(python) -m generator.text.catalogues update

demonstration: ## write the invented factories anew
	@python3 requirements/install.py run
	@$(python) -m generator.demonstration

requirements: ## lock the requirements anew
	@python3 requirements/install.py test
	@$(python) requirements/lock.py

clean: ## remove what was built and installed
	rm -rf output look site .cache .venv
