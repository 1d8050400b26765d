"""What the messages of keras-tuner 1.4.8 lack, between a chief and its workers.

The comments say what is wrong and where that is discussed, as in `keras_tuner_fixes`.
"""

import time
from concurrent import futures

import grpc
from keras_tuner.engine.trial import Trial
from keras_tuner.src import protos
from keras_tuner.src.distribute import oracle_client
from keras_tuner.src.distribute.oracle_chief import OracleServicer

# kt issue 704: a message has no place for the error of a trial, nor for the name of the
# worker that sends it. Both travel in the metadata of the call.
WORKER, ERROR = "worker", "error-bin"
LONGEST_ERROR = 4096


class Servicer(OracleServicer):
    """Answers the calls of workers, and knows which worker calls.

    Args:
        oracle: Oracle with the methods of `keras_seqzoo.tuning.chief.WatchedOracle`.
    """

    def __init__(self, oracle):
        super().__init__(oracle)
        self.failure = None

    def CreateTrial(self, request, context):
        return self.answered(super().CreateTrial, request, context)

    # kt issue 344: no call says that a worker lives.
    def GetTrial(self, request, context):
        trial = self.oracle.get_trial(request.trial_id)
        trial = self.oracle.answer_to(worker_of(context), trial)
        return protos.get_service().GetTrialResponse(trial=trial.to_proto())

    def UpdateTrial(self, request, context):
        def update(request, context):
            trial = self.oracle.update_trial_of(
                worker_of(context), request.trial_id, request.metrics, request.step
            )
            return protos.get_service().UpdateTrialResponse(trial=trial.to_proto())

        return self.answered(update, request, context)

    def EndTrial(self, request, context):
        def end(request, context):
            trial = Trial.from_proto(request.trial)
            error = dict(context.invocation_metadata()).get(ERROR)
            trial.message = error.decode("utf-8", "replace") if error else None
            self.oracle.end_trial_of(worker_of(context), trial)
            return protos.get_service().EndTrialResponse()

        return self.answered(end, request, context)

    # kt issue 915: an exception in the oracle, such as a full disk, reaches the workers
    # alone, and the chief waits for ever.
    def answered(self, answer, request, context):
        self.oracle.sign_of_life(worker_of(context))
        try:
            return answer(request, context)
        except Exception as error:
            self.failure = error
            context.abort(grpc.StatusCode.ABORTED, str(error))


def worker_of(context):
    return dict(context.invocation_metadata()).get(WORKER, "")


def serve(servicer, address):
    """Starts a server at `host:port`; returns it.

    Raises:
        OSError: If the address is in use or not of this machine.
    """
    # One thread serves all workers there; a slow answer keeps signs of life waiting.
    pool = futures.ThreadPoolExecutor(max_workers=16)
    server = grpc.server(pool, options=[("grpc.so_reuseport", 0)])
    protos.get_service_grpc().add_OracleServicer_to_server(servicer, server)
    try:
        server.add_insecure_port(address)
    except RuntimeError as error:
        raise OSError(f"can not listen at {address}: {error}") from error
    server.start()
    return server


class Named(grpc.UnaryUnaryClientInterceptor):
    """Puts the name of the worker into each call, repeated while no chief is there.

    kt issue 915: a call that fails because the chief is restarted ends the worker.
    """

    def __init__(self, worker, seconds):
        self.worker, self.seconds = worker, seconds

    def intercept_unary_unary(self, continuation, details, request):
        metadata = [*(details.metadata or ()), (WORKER, self.worker)]
        details = CallDetails(details.method, details.timeout, metadata)
        deadline = time.monotonic() + self.seconds
        while True:
            call = continuation(details, request)
            if call.code() != grpc.StatusCode.UNAVAILABLE:
                return call
            if time.monotonic() > deadline:
                return call
            time.sleep(0.5)


class CallDetails(grpc.ClientCallDetails):
    """What a call is made with."""

    credentials = wait_for_ready = compression = None

    def __init__(self, method, timeout, metadata):
        self.method, self.timeout, self.metadata = method, timeout, metadata


class RemoteOracle(oracle_client.OracleClient):
    """The oracle of a chief, as a worker sees it.

    Args:
        address: `host:port` of the chief.
        worker: Name of this worker.
        seconds: How long to wait for a chief that does not answer.
    """

    # The address is read from the environment there, and a worker without a chief waits
    # for an hour (kt pull request 645).
    def __init__(self, address, worker, seconds):
        channel = grpc.insecure_channel(address)
        channel = grpc.intercept_channel(channel, Named(worker, seconds))
        self._oracle = None
        self.stub = protos.get_service_grpc().OracleStub(channel)
        self.tuner_id = worker
        self.multi_worker = False
        self.should_report = True

    def end_trial(self, trial):
        request = protos.get_service().EndTrialRequest(trial=trial.to_proto())
        error = (trial.message or "").encode()[:LONGEST_ERROR]
        self.stub.EndTrial(request, metadata=[(ERROR, error)])
