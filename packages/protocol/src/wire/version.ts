/** Version of the socket protocol. Offered as the WebSocket subprotocol, so that an old client is refused at the door. */
export const WIRE_VERSION = 1;
/** The WebSocket subprotocol of this version. */
export const WIRE_SUBPROTOCOL = `sotto.v${WIRE_VERSION}`;
