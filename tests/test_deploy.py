"""The files in deploy/: the manifests are what Kubernetes takes, and everything they name fits together."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from sqlalchemy.engine import make_url
from traitlets.config import Config
from typer.main import get_command

from journeykit import settings
from journeykit.cli import app
from journeykit.doors.room.app import MOST_BYTES, MOST_FILES

DEPLOY = Path(__file__).parent.parent / "deploy"
FILES = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
MANIFESTS = [manifest for file in FILES for manifest in yaml.safe_load_all(file.read_text("utf-8"))]
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text("utf-8")


def name_of(manifest: dict[str, Any]) -> str:
    return f"{manifest['kind']} {manifest['metadata']['name']}"


BY_NAME = {name_of(manifest): manifest for manifest in MANIFESTS}
PODS = {
    name: found["spec"]["template"] for name, found in BY_NAME.items() if "template" in found.get("spec", {})
}
CONTAINERS = {name: pod["spec"]["containers"][0] for name, pod in PODS.items()}
ROOM = CONTAINERS["Deployment room"]
SECRET = BY_NAME["Secret workshop"]["stringData"]


def everything(node: Any, key: str) -> list[Any]:
    """Return all that stands under `key`, wherever in a manifest."""
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    here = [node[key]] if isinstance(node, dict) and key in node else []
    return here + [found for child in inside for found in everything(child, key)]


def option(arguments: list[str], name: str) -> str:
    return next(word.partition("=")[2] for word in arguments if word.startswith(f"--{name}="))


def service_of_the_hub() -> dict[str, Any]:
    config = Config()
    code = (DEPLOY / "jupyterhub_config.py").read_text("utf-8")
    exec(compile(code, "jupyterhub_config.py", "exec"), {"get_config": lambda: config})
    (service,) = config.JupyterHub.services
    return service


@pytest.mark.parametrize("version", ["1.31", "1.34", "1.37"])
@pytest.mark.parametrize("manifest", MANIFESTS, ids=name_of)
def test_kubernetes_takes_the_manifest(manifest: dict[str, Any], version: str) -> None:
    assert kubernetes_validate.validate(manifest, version, strict=True) == version


def test_all_lies_in_one_namespace_under_names_of_its_own() -> None:
    assert len(BY_NAME) == len(MANIFESTS)
    spaces = {name: found["metadata"].get("namespace") for name, found in BY_NAME.items()}
    assert spaces.pop("Namespace journeykit") is None
    assert set(spaces.values()) == {"journeykit"}


def test_every_selector_finds_a_pod() -> None:
    labels = [pod["metadata"]["labels"] for pod in PODS.values()]
    wanted = everything([found["spec"] for found in BY_NAME.values() if "spec" in found], "matchLabels")
    wanted += [found["spec"]["selector"] for name, found in BY_NAME.items() if name.startswith("Service ")]
    assert [one for one in wanted if "app" in one and one not in labels] == []


@pytest.mark.parametrize("name", ["room", "postgresql"])
def test_the_ports_fit_together(name: str) -> None:
    service = BY_NAME[f"Service {name}"]
    (port,) = next(c for k, c in CONTAINERS.items() if k.endswith(f" {name}"))["ports"]
    assert [one["targetPort"] for one in service["spec"]["ports"]] == [port["name"]]
    (entry,) = BY_NAME[f"NetworkPolicy {name}"]["spec"]["ingress"]
    assert entry["ports"] == [{"port": port["name"]}]


def test_the_room_listens_where_it_is_asked() -> None:
    port = ROOM["ports"][0]["containerPort"]
    assert option(ROOM["args"], "port") == str(port)
    assert option(ROOM["args"], "host") == "0.0.0.0"
    assert f"EXPOSE {port}" in DOCKERFILE
    assert f'"--port", "{port}"' in DOCKERFILE
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        health = {"path": option(ROOM["args"], "prefix") + "health", "port": "http"}
        assert ROOM[probe]["httpGet"] == health


def test_the_ingress_leads_to_the_room_at_its_public_address() -> None:
    spec = BY_NAME["Ingress room"]["spec"]
    (rule,) = spec["rules"]
    (path,) = rule["http"]["paths"]
    backend = path["backend"]["service"]
    ports = [port["name"] for port in BY_NAME[f"Service {backend['name']}"]["spec"]["ports"]]
    assert backend["port"]["name"] in ports
    assert option(ROOM["args"], "public") == f"https://{rule['host']}{path['path']}"
    assert option(ROOM["args"], "prefix") == path["path"]
    assert [rule["host"]] == spec["tls"][0]["hosts"]


def test_every_secret_that_is_read_is_there() -> None:
    read = [(ref["name"], ref["key"]) for ref in everything(MANIFESTS, "secretKeyRef")]
    volumes = [
        volume["secret"] for pod in PODS.values() for volume in pod["spec"]["volumes"] if "secret" in volume
    ]
    read += [(volume["secretName"], item["key"]) for volume in volumes for item in volume["items"]]
    assert {key for name, key in read if name == "workshop"} == set(SECRET)
    assert {name for name, _ in read} == {"workshop"}


def test_every_mount_has_its_volume_and_every_volume_its_mount() -> None:
    for name, pod in PODS.items():
        mounted = {mount["name"] for mount in CONTAINERS[name]["volumeMounts"]}
        claimed = everything(BY_NAME[name]["spec"].get("volumeClaimTemplates", []), "metadata")
        assert mounted == {volume["name"] for volume in [*pod["spec"]["volumes"], *claimed]}


def test_the_settings_name_the_database_that_is_there(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text(SECRET[settings.FILE], "utf-8")
    store = make_url(settings.read(tmp_path)["store"])
    given = {entry["name"]: entry.get("value") for entry in CONTAINERS["StatefulSet postgresql"]["env"]}
    assert (store.username, store.database) == (given["POSTGRES_USER"], given["POSTGRES_DB"])
    assert store.password == SECRET["postgres-password"]
    assert store.host == BY_NAME["Service postgresql"]["metadata"]["name"]


@pytest.mark.parametrize("name", PODS)
def test_a_pod_may_do_no_more_than_it_must(name: str) -> None:
    security, own = PODS[name]["spec"]["securityContext"], CONTAINERS[name]["securityContext"]
    assert security["runAsNonRoot"] is True
    assert own["readOnlyRootFilesystem"] is True
    assert own["allowPrivilegeEscalation"] is False
    assert own["capabilities"] == {"drop": ["ALL"]}
    assert {"cpu", "memory"} <= CONTAINERS[name]["resources"]["requests"].keys()
    assert "/tmp" in [mount["mountPath"] for mount in CONTAINERS[name]["volumeMounts"]]


def test_a_replica_can_go_away_while_another_serves() -> None:
    assert BY_NAME["Deployment room"]["spec"]["replicas"] >= 2
    assert BY_NAME["PodDisruptionBudget room"]["spec"]["minAvailable"] == 1


def test_the_image_runs_as_the_user_of_the_pod_and_has_what_it_copies() -> None:
    security = PODS["Deployment room"]["spec"]["securityContext"]
    assert f"USER {security['runAsUser']}:{security['runAsGroup']}" in DOCKERFILE
    copied = [
        word
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for word in line.split()
    ]
    assert [word for word in copied if not (DEPLOY.parent / word).exists()] == []


def test_images_are_plain_names() -> None:
    named = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    named += [container["image"] for container in CONTAINERS.values()]
    assert [image for image in named if "/" in image or ":" not in image] == []


def test_the_hub_starts_the_room_where_its_proxy_looks_for_it() -> None:
    service = service_of_the_hub()
    assert service["url"] == f"http://127.0.0.1:{option(service['command'], 'port')}"
    assert option(service["command"], "public").endswith(f"/services/{service['name']}/")


def test_nginx_hands_updates_on_at_once_to_the_room_that_its_comment_starts() -> None:
    (told,) = re.findall(r"^#   (journeykit room .+)$", NGINX, re.MULTILINE)
    port, prefix = re.search(r"--port (\S+) --prefix (\S+)", told).groups()  # type: ignore[union-attr]
    (name,) = re.findall(r"server_name (\S+);\n\n    ssl", NGINX)
    assert f"server 127.0.0.1:{port};" in NGINX
    assert f"location {prefix} {{" in NGINX
    assert f"--public https://{name}{prefix.rstrip('/')}" in told
    assert "proxy_buffering off;" in NGINX


def test_proxies_let_through_what_the_room_takes() -> None:
    (most,), (files,) = (re.findall(rf"client_max_body_size (\d+){unit};", NGINX) for unit in "km")
    notes = BY_NAME["Ingress room"]["metadata"]["annotations"]
    assert int(most) * 1024 >= MOST_BYTES
    assert int(files) * 1024**2 >= MOST_FILES
    assert {value for key, value in notes.items() if key.endswith("body-size")} == {f"{files}m"}


COMMANDS = {
    "nginx.conf": shlex.split(re.findall(r"^#   journeykit (room .+)$", NGINX, re.MULTILINE)[0]),
    "jupyterhub_config.py": service_of_the_hub()["command"][1:],
    "3-room.yaml": ROOM["args"],
    "Dockerfile": yaml.safe_load(re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)[0]),
}


@pytest.mark.parametrize("file", COMMANDS)
def test_the_command_in_the_file_is_one_that_the_kit_has(file: str) -> None:
    first, *rest = COMMANDS[file]
    room = get_command(app).commands[first]  # type: ignore[attr-defined]
    assert room.make_context(first, list(rest)).params["port"] > 0
