/** Starts the app: the shell at once, the client (cryptography, store, socket) while it is being looked at. */
import './style/tokens.css';
import './style/base.css';
