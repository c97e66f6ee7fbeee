"""How gunicorn serves the project, on a laptop and in the container."""

import os

bind = f"{os.environ.get('BIND_ADDRESS', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "qujiang.wsgi"
# Citizens' requests do not touch the database, so a few threads are enough, and SQLite's one writer is no bottleneck.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# A heartbeat file on a slow disk can stall a worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
# It would want a writable home, and nobody uses it here.
control_socket_disable = True
